//@ error E0072
struct Stop { //~ E0072
    name: &'static str,
    next: Option<Stop>,
}

fn show(stop: &Stop) {
    println!("{}", stop.name);
}

fn main() {}
