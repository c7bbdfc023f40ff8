//@ error E0392
struct Id<T> { //~ E0392
    number: u32,
}

fn main() {
    println!("{}", Id::<String> { number: 4 }.number);
}
