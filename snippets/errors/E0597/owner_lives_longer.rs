//@ compiles
//@ fixes outlives_owner
fn main() {
    let line = String::from("lamp: 40 W");
    let longest;
    {
        longest = &line;
    }
    println!("{longest}");
}
