//@ compiles
//@ fixes exercise
fn add_encore(songs: &mut Vec<String>) -> usize {
    let last = songs.last().unwrap();
    let length = last.len();
    songs.push(format!("{last} (again)"));
    length
}

fn main() {
    let mut songs = vec![String::from("Aria")];
    let length = add_encore(&mut songs);
    println!("{songs:?}, {length}");
}
