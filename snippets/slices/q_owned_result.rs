//@ compiles
//@ fixes q_tidy
fn tidy(label: &str) -> String {
    label.trim().to_lowercase()
}

fn main() {
    println!("{:?}", tidy("  Lamp "));
}
