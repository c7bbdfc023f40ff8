//@ error E0597
fn same<'a>(price: &'a i32) -> &'a i32 {
    price
}

fn main() {
    let seen;
    {
        let price = 42;
        seen = same(&price); //~ E0597
    }
    println!("{seen}");
}
