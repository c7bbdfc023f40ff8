//@ compiles
struct Counter {
    hits: u32,
    name: String,
}

fn bump(hits: &mut u32) -> u32 {
    *hits += 1;
    *hits
}

fn use_all(counter: &mut Counter) -> u32 {
    let again = &mut *counter;
    again.hits += 1;
    let hits = &mut counter.hits;
    let name = &counter.name;
    println!("{name} {hits}");
    bump(hits);
    bump(&mut counter.hits) + counter.name.len() as u32
}

fn main() {
    let mut counter = Counter { hits: 0, name: String::from("door") };
    let handle = &mut counter;
    let inner = &mut handle.hits;
    *inner += 5;
    println!("{}", use_all(handle));
    println!("{}", counter.hits);
}
