//@ error E0597
struct Ticket<'a> {
    stop: &'a str,
}

fn main() {
    let ticket;
    {
        let sign = String::from("Museum");
        ticket = Ticket { stop: &sign }; //~ E0597
    }
    println!("{}", ticket.stop);
}
