//@ error E0106
struct Ticket {
    stop: &str, //~ E0106
    zone: u32,
}

fn main() {
    let ticket = Ticket { stop: "Museum", zone: 2 };
    println!("{} in zone {}", ticket.stop, ticket.zone);
}
