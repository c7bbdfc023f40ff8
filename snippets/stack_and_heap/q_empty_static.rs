//@ compiles
static NOTES: Vec<String> = Vec::new();

fn main() {
    println!("{} notes", NOTES.len());
}
