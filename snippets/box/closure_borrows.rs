//@ compiles
//@ fixes closure_in_a_box
fn greeter(name: &str) -> Box<dyn Fn() -> String + '_> {
    Box::new(move || format!("Dear {name}"))
}

fn main() {
    println!("{}", greeter("Ada")());
}
