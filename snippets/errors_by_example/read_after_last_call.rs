//@ compiles
//@ fixes read_before_last_call
fn seat(guests: &mut Vec<&'static str>) {
    let mut add = |name| guests.push(name);
    add("Ada");
    add("Bob");
    println!("{} seated", guests.len());
}

fn main() {
    let mut guests = Vec::new();
    seat(&mut guests);
    println!("{guests:?}");
}
