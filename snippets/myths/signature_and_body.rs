//@ compiles
fn same<'a>(price: &'a i32) -> &'a i32 {
    price
}

fn elided(price: &i32) -> &i32 {
    price
}

fn main() {
    println!("{} {}", same(&42), elided(&42));
}
