//@ compiles
//@ fixes ticket_outlives_text
struct Ticket {
    stop: String,
}

fn main() {
    let ticket;
    {
        let sign = String::from("Museum");
        ticket = Ticket { stop: sign };
    }
    println!("{}", ticket.stop);
}
