//@ compiles
//@ fixes q_past_the_end
fn main() {
    let watts = vec![40, 60, 11];
    let asked = (watts.len() + 1).min(watts.len());
    println!("{:?}", &watts[..asked]);
}
