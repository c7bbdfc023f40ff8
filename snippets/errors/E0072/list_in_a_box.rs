//@ compiles
//@ fixes list_in_itself
struct Stop {
    name: &'static str,
    next: Option<Box<Stop>>,
}

fn main() {
    let stop = Stop { name: "Bern", next: None };
    println!("{} {}", stop.name, stop.next.is_none());
}
