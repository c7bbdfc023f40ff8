//@ compiles
//@ fixes read_before_last_call
fn seat(guests: &mut Vec<&'static str>) {
    let add = |list: &mut Vec<_>, name| list.push(name);
    add(guests, "Ada");
    println!("{} seated", guests.len());
    add(guests, "Bob");
}

fn main() {
    let mut guests = Vec::new();
    seat(&mut guests);
    println!("{guests:?}");
}
