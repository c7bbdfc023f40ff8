//@ compiles
//@ fixes badge_cloned
struct Badge {
    number: u32,
}

fn duplicate(badge: &Badge) -> Badge {
    Badge { number: badge.number }
}

fn main() {
    println!("{}", duplicate(&Badge { number: 7 }).number);
}
