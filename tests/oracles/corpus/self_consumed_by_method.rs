//@ error E0382
struct Ticket {
    seat: String,
}

impl Ticket {
    fn redeem(self) -> String {
        self.seat
    }
    fn seat(&self) -> &str {
        &self.seat
    }
}

fn main() {
    let ticket = Ticket { seat: String::from("12B") };
    let used = ticket.redeem();
    println!("{used} {}", ticket.seat());
}
