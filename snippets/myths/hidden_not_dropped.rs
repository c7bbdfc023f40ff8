//@ compiles
struct Ticket(u8);

impl Drop for Ticket {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

fn main() {
    let ticket = Ticket(1);
    let number = &ticket.0;
    let ticket = Ticket(2);
    println!("{number} is alive, and so is {}", ticket.0);
}
