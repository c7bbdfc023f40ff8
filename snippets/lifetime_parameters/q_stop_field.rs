//@ compiles
struct Ticket<'a> {
    text: &'a str,
}

fn main() {
    let text = String::from("Market");
    let stop;
    {
        let ticket = Ticket { text: &text };
        stop = ticket.text;
    }
    println!("{stop}");
}
