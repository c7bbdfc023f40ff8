//@ compiles
struct Ticket<'a> {
    text: &'a str,
}

impl<'a> Ticket<'a> {
    fn stop(&self) -> &'a str {
        self.text
    }
}

fn main() {
    let text = String::from("Market");
    let stop;
    {
        let ticket = Ticket { text: &text };
        stop = ticket.stop();
    }
    println!("{stop}");
}
