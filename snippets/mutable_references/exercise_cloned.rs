//@ compiles
//@ misses exercise without clone, allocs<=3
fn add_encore(songs: &mut Vec<String>) -> usize {
    let last = songs.last().unwrap().clone();
    songs.push(format!("{last} (again)"));
    last.len()
}

fn main() {
    let mut songs = vec![String::from("Aria")];
    let length = add_encore(&mut songs);
    println!("{songs:?}, {length}");
}
