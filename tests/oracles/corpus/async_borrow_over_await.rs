//@ compiles
async fn tick() {}

async fn fill(list: &mut Vec<String>) -> usize {
    let first = list.first_mut();
    if let Some(first) = first {
        tick().await;
        first.push('!');
    }
    tick().await;
    list.push(String::from("more"));
    list.len()
}

fn main() {
    let mut list = vec![String::from("a")];
    let future = fill(&mut list);
    drop(future);
    println!("{list:?}");
}
