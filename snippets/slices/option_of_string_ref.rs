//@ error E0308
fn shown(label: Option<&str>) -> &str {
    label.unwrap_or("no label")
}

fn main() {
    let label = Some(String::from("lamp"));
    println!("{}", shown(label.as_ref())); //~ E0308
}
