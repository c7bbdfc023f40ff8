//@ error
fn greeter(name: &str) -> Box<dyn Fn() -> String> {
    Box::new(move || format!("Dear {name}")) //~ ERROR lifetime may not live long enough
}

fn main() {
    println!("{}", greeter("Ada")());
}
