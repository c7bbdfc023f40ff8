//@ compiles
//@ fixes q_impl_unsaid
struct Ticket<'a> {
    stop: &'a str,
}

impl Ticket<'_> {
    fn stop(&self) -> &str {
        self.stop
    }
}

fn main() {
    println!("{}", Ticket { stop: "Market" }.stop());
}
