//@ error E0501
fn seat(guests: &mut Vec<&'static str>) {
    let mut add = |name| guests.push(name);
    add("Ada");
    println!("{} seated", guests.len()); //~ E0501
    add("Bob");
}

fn main() {
    let mut guests = Vec::new();
    seat(&mut guests);
    println!("{guests:?}");
}
