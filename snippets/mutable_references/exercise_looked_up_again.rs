//@ compiles
//@ fixes exercise
fn add_encore(songs: &mut Vec<String>) -> usize {
    let last = songs.last().unwrap();
    songs.push(format!("{last} (again)"));
    songs[songs.len() - 2].len()
}

fn main() {
    let mut songs = vec![String::from("Aria")];
    let length = add_encore(&mut songs);
    println!("{songs:?}, {length}");
}
