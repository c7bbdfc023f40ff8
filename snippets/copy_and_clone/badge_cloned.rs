//@ error E0308
struct Badge {
    number: u32,
}

fn duplicate(badge: &Badge) -> Badge {
    badge.clone() //~ E0308
}

fn main() {
    println!("{}", duplicate(&Badge { number: 7 }).number);
}
