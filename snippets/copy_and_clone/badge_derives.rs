//@ compiles
//@ fixes badge_cloned
#[derive(Clone)]
struct Badge {
    number: u32,
}

fn duplicate(badge: &Badge) -> Badge {
    badge.clone()
}

fn main() {
    println!("{}", duplicate(&Badge { number: 7 }).number);
}
