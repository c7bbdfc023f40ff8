//@ compiles
//@ fixes one_song_two_lists
struct Song {
    title: String,
}

fn main() {
    let songs = [Song { title: String::from("Blue Train") }];
    let morning = vec![0];
    let evening = vec![0];
    let title = |at: usize| &songs[at].title;
    println!("{} {}", title(morning[0]), title(evening[0]));
}
