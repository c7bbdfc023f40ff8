//@ error E0597
struct Ticket<'a> {
    text: &'a str,
}

impl<'a> Ticket<'a> {
    fn stop(&self) -> &str {
        self.text
    }
}

fn main() {
    let text = String::from("Market");
    let stop;
    {
        let ticket = Ticket { text: &text };
        stop = ticket.stop(); //~ E0597
    }
    println!("{stop}");
}
