//@ compiles
//@ fixes closure_in_a_box
fn greeter(name: &str) -> Box<dyn Fn() -> String> {
    let name = name.to_string();
    Box::new(move || format!("Dear {name}"))
}

fn main() {
    println!("{}", greeter("Ada")());
}
