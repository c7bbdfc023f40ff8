//@ compiles
//@ fixes q_local_view
fn tidy(label: &str) -> String {
    label.trim().to_lowercase()
}

fn main() {
    println!("{:?}", tidy("  Lamp "));
}
