//@ error E0726
struct Ticket<'a> {
    stop: &'a str,
}

impl Ticket { //~ E0726
    fn stop(&self) -> &str {
        self.stop
    }
}

fn main() {
    println!("{}", Ticket { stop: "Market" }.stop());
}
