//@ compiles
//@ fixes outlives_owner
fn main() {
    let longest;
    {
        let line = String::from("lamp: 40 W");
        longest = line;
    }
    println!("{longest}");
}
