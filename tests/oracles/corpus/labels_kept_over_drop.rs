//@ error E0505
#[derive(Debug, Clone)]
struct Item { id: u32, label: String }
fn main() {
    let items = vec![Item { id: 1, label: "a".into() }, Item { id: 2, label: "b".into() }];
    let labels: Vec<&str> = items
        .iter()
        .filter(|i| i.id > 1)
        .map(|i| i.label.as_str())
        .collect();
    drop(items);
    println!("{labels:?}");
}
