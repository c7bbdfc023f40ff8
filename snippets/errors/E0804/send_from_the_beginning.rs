//@ compiles
//@ fixes send_added
use std::any::Any;

fn main() {
    let it: *const (dyn Any + Send) = &3 as &(dyn Any + Send);
    println!("{}", it.is_null());
}
