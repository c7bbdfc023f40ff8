//@ compiles
//@ fixes q_vec_constant
fn opening_hours() -> Vec<u32> {
    vec![9, 12, 18]
}

fn main() {
    println!("{:?}", opening_hours());
}
