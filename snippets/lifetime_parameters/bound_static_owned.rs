//@ compiles
//@ fixes bound_static_borrow
fn put_up<T: 'static>(notice: T) {
    drop(notice);
}

fn main() {
    let notice = String::from("No trains");
    put_up(notice);
}
