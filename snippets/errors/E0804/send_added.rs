//@ error E0804
use std::any::Any;

fn main() {
    let it: *const dyn Any = &3 as &dyn Any;
    let sent = it as *const (dyn Any + Send); //~ E0804
    println!("{}", sent.is_null());
}
