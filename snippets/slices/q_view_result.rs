//@ compiles
//@ fixes q_local_view
fn tidy(label: &str) -> &str {
    label.trim()
}

fn main() {
    println!("{:?}", tidy("  Lamp "));
}
