//@ error E0502
//@ exercise without clone, keeps fn add_encore, allocs<=3
fn add_encore(songs: &mut Vec<String>) -> usize {
    let last = songs.last().unwrap();
    songs.push(format!("{last} (again)")); //~ E0502
    last.len()
}

fn main() {
    let mut songs = vec![String::from("Aria")];
    let length = add_encore(&mut songs);
    println!("{songs:?}, {length}");
}
