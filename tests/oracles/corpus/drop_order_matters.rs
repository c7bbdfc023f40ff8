//@ error E0597
struct Printer<'a> {
    text: &'a String,
}

impl Drop for Printer<'_> {
    fn drop(&mut self) {
        println!("{}", self.text);
    }
}

fn main() {
    let printer;
    let text = String::from("late");
    printer = Printer { text: &text };
    println!("{}", printer.text);
}
