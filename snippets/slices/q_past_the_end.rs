//@ panics
fn main() {
    let watts = vec![40, 60, 11];
    let asked = watts.len() + 1;
    println!("{:?}", watts.get(..asked));
    println!("{:?}", &watts[..asked]);
}
