//@ compiles
//@ fixes q_tidy
fn tidy(label: &str) -> &str {
    label.trim()
}

fn main() {
    println!("{:?}", tidy("  Lamp "));
}
