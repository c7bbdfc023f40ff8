//@ compiles
//@ fixes field_unsaid
struct Ticket {
    stop: String,
    zone: u32,
}

fn main() {
    let ticket = Ticket { stop: String::from("Museum"), zone: 2 };
    println!("{} in zone {}", ticket.stop, ticket.zone);
}
