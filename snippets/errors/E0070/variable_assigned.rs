//@ compiles
//@ fixes call_assigned
fn level() -> u32 {
    3
}

fn main() {
    let mut now = level();
    println!("{now}");
    now = 4;
    println!("{now}");
}
