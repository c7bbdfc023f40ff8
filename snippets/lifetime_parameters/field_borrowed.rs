//@ compiles
//@ fixes field_unsaid
struct Ticket<'a> {
    stop: &'a str,
    zone: u32,
}

fn main() {
    let ticket = Ticket { stop: "Museum", zone: 2 };
    println!("{} in zone {}", ticket.stop, ticket.zone);
}
