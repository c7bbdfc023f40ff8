//@ error E0308
fn same<'a>(price: &'a i32) -> &'a i32 {} //~ E0308

fn main() {
    println!("{}", same(&42));
}
