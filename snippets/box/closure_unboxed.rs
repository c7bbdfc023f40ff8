//@ compiles
//@ fixes closure_in_a_box
fn greeter(name: &str) -> impl Fn() -> String {
    move || format!("Dear {name}")
}

fn main() {
    println!("{}", greeter("Ada")());
}
