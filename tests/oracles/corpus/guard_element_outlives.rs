//@ error E0597
use std::cell::RefCell;
fn main() {
    let c = RefCell::new(vec![1]);
    let r;
    {
        let b = c.borrow();
        r = &b[0];
    }
    println!("{r}");
    let v: &mut Vec<i32> = &mut *c.borrow_mut();
    v.push(1);
}
