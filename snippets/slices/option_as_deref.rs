//@ compiles
//@ fixes option_of_string_ref
fn shown(label: Option<&str>) -> &str {
    label.unwrap_or("no label")
}

fn main() {
    let label = Some(String::from("lamp"));
    println!("{}", shown(label.as_deref()));
}
